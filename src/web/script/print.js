// Browsers print by their own menu, too: the button is there only where it works.

for (const button of document.querySelectorAll('button.print')) {
  button.classList.remove('unready');
  button.addEventListener('click', () => window.print());
}
