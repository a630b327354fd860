// Browsers print by their own menu, too: the button is there only where it works.

for (const button of document.querySelectorAll('button.print')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
