// Pages that answer while somebody types: a form with data-live is sent there 300 ms after the last change, and what
// comes back is shown in the place that data-target names. A button with data-frame is pressed along with it, its answer
// shown in a frame that takes the place of the last one when it is ready: no flicker, no entry in the history.

const PAUSE_MS = 300;

for (const form of document.querySelectorAll('form[data-live]')) {
  const place = document.querySelector(form.dataset.target);
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    asked += 1;
    const number = asked;
    try {
      const answer = await fetch(form.dataset.live, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { accept: 'text/html' },
      });
      const text = await answer.text();
      // An answer that was overtaken says nothing about what stands in the form now.
      if (!answer.ok || number !== asked) return;
      place.innerHTML = text;
      // While something is wrong the last good one is worth more than a complaint in its place.
      if (place.querySelector('[data-severity="error"]') === null) reframe(form);
      form.dispatchEvent(new CustomEvent('answered'));
    } catch {
      // Without the server the last answer stands; the form's own buttons say what is wrong.
    }
  };

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}

let frames = 0;

function reframe(form) {
  const button = form.querySelector('button[data-frame]');
  const old = document.querySelector(`iframe[name="${button?.dataset.frame}"]`);
  if (button === null || old === null) return;
  frames += 1;
  const fresh = old.cloneNode(false);
  fresh.removeAttribute('data-sent');
  fresh.name = `frame-${frames}`;
  fresh.classList.add('loading');
  fresh.addEventListener('load', () => {
    // The first load is that of the empty document a frame begins with.
    if (fresh.dataset.sent === undefined) return;
    for (const other of old.parentElement.querySelectorAll('iframe')) if (other !== fresh) other.remove();
    fresh.classList.remove('loading');
    fresh.name = button.dataset.frame;
  });
  old.after(fresh);
  fresh.dataset.sent = '';
  const sender = document.createElement('form');
  sender.method = 'post';
  sender.action = button.formAction;
  sender.target = fresh.name;
  sender.hidden = true;
  for (const [name, value] of new FormData(form)) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    sender.append(field);
  }
  document.body.append(sender);
  sender.submit();
  sender.remove();
}
