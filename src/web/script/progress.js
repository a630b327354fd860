// Keeps a page up to date while work goes on: what was issued and sent, and that the list is no longer the one that is
// shown. Only while the page is in sight: a browser keeps few connections to one server open at a time.

const work = document.querySelector('[data-progress]');

if (work !== null) {
  const fresh = document.querySelector('.fresh');
  const bar = work.querySelector('progress');
  let source = null;

  const show = ({ heading, list, line, done, total, rows }) => {
    document.querySelector('h1').textContent = heading;
    work.hidden = total === 0;
    work.querySelector('.line').textContent = line;
    work.querySelector('.again')?.remove();
    bar.max = Math.max(1, total);
    bar.value = done;
    bar.hidden = done === total;
    work.querySelector('tbody').innerHTML = rows;
    work.querySelector('.scroll').hidden = rows.trim() === '';
    // Ticks and what is open below a row are not thrown away: whoever wants the new list asks for it.
    fresh.hidden = list === work.dataset.list;
  };

  const open = () => {
    if (source !== null || document.hidden) return;
    source = new EventSource(work.dataset.progress);
    source.addEventListener('progress', (event) => show(JSON.parse(event.data)));
    // The server stops; it is asked again once it has had time to start anew.
    source.addEventListener('end', () => {
      close();
      setTimeout(open, 10_000);
    });
  };
  const close = () => {
    source?.close();
    source = null;
  };

  fresh.querySelector('a').href = location.href;
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}
