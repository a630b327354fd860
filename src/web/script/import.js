// Keeps the page of a file that is read in the background up to date; what came of it is another page.

const work = document.querySelector('[data-import]');

if (work !== null) {
  const bar = work.querySelector('progress');
  const source = new EventSource(work.dataset.import);
  source.addEventListener('progress', (event) => {
    const { line, done, total } = JSON.parse(event.data);
    work.querySelector('.line').textContent = line;
    bar.max = Math.max(1, total);
    bar.value = done;
    bar.hidden = total === 0;
  });
  source.addEventListener('settled', () => {
    source.close();
    location.reload();
  });
  addEventListener('pagehide', () => source.close());
}
