// A file may be dropped anywhere on the card that takes one.

for (const card of document.querySelectorAll('form.drop')) {
  const input = card.querySelector('input[type="file"]');
  card.addEventListener('dragover', (event) => {
    event.preventDefault();
    card.classList.add('over-it');
  });
  card.addEventListener('dragleave', () => card.classList.remove('over-it'));
  card.addEventListener('drop', (event) => {
    event.preventDefault();
    card.classList.remove('over-it');
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      card.requestSubmit();
    }
  });
}
