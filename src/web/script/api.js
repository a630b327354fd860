// The page about the REST interface: opening an entry makes the form to try it, from the document programs read. What
// comes back is shown as text only, whatever it holds.

const settings = document.querySelector('form[data-api]').dataset;
const tokenField = document.querySelector('#token');
let loading = null;

const load = () => {
  loading ??= fetch(`${settings.api}/openapi.json`).then((answer) => answer.json());
  return loading;
};

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const field = (label, input) => {
  input.id = `field-${Math.trunc(performance.now() * 1000)}-${label}`;
  return element('div', { className: 'field' }, element('label', { textContent: label, htmlFor: input.id }), input);
};

/** A value that shows what a schema wants, required fields only. */
const example = (schema, depth = 0) => {
  if (schema === undefined || depth > 6) return null;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const variant = (schema.anyOf ?? schema.oneOf)?.[0];
  if (variant !== undefined) return example(variant, depth + 1);
  if (schema.format === 'date') return new Date().toISOString().slice(0, 10);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, example(schema.properties?.[name], depth + 1)]),
      );
    case 'array':
      return schema.minItems > 0 ? [example(schema.items, depth + 1)] : [];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    default:
      return '';
  }
};

const show = async (place, answer) => {
  const type = answer.headers.get('content-type') ?? '';
  place.replaceChildren(element('strong', { textContent: `${answer.status} ${type}` }));
  if (type.includes('json')) {
    place.append(element('pre', { textContent: JSON.stringify(await answer.json(), null, 2) }));
  } else if (answer.status === 200) {
    const link = URL.createObjectURL(await answer.blob());
    place.append(' ', element('a', { href: link, download: '', textContent: type }));
  }
};

const formOf = (operation, method, path) => {
  const inputs = (operation.parameters ?? []).map((parameter) => {
    const input = element('input', { type: 'text', className: 'narrow', required: parameter.required === true });
    return { parameter, input };
  });
  const content = operation.requestBody?.content ?? {};
  const schema = content['application/json']?.schema;
  const upload = content['application/octet-stream'] === undefined ? null : element('input', { type: 'file' });
  const body =
    schema === undefined
      ? null
      : element('textarea', { rows: 8, spellcheck: false, value: JSON.stringify(example(schema), null, 2) });
  const place = element('div', { ariaLive: 'polite' });
  const form = element('form', { noValidate: false });
  form.append(...inputs.map(({ parameter, input }) => field(`${parameter.name} (${parameter.in})`, input)));
  if (body !== null) form.append(field(settings.body, body));
  if (upload !== null) form.append(field(settings.body, upload));
  form.append(element('button', { textContent: settings.send }));
  if (method !== 'GET') form.append(' ', element('small', { textContent: settings.real }));
  if (schema !== undefined) {
    const pre = element('pre', { textContent: JSON.stringify(schema, null, 2) });
    form.append(element('details', {}, element('summary', { textContent: 'JSON Schema' }), pre));
  }
  form.append(place);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const headers = { authorization: `Bearer ${tokenField.value.trim()}` };
    const query = new URLSearchParams();
    let address = path;
    for (const { parameter, input } of inputs) {
      if (input.value === '') continue;
      if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
      else if (parameter.in === 'header') headers[parameter.name] = input.value;
      else query.append(parameter.name, input.value);
    }
    const search = query.size === 0 ? '' : `?${query}`;
    const sent = body === null ? (upload?.files?.[0] ?? undefined) : body.value;
    if (body !== null) headers['content-type'] = 'application/json';
    try {
      await show(place, await fetch(settings.api + address + search, { method, headers, body: sent }));
    } catch (error) {
      place.textContent = String(error);
    }
  });
  return form;
};

for (const entry of document.querySelectorAll('details[data-method]')) {
  entry.addEventListener('toggle', async () => {
    if (!entry.open || entry.querySelector('form') !== null) return;
    const { method, path } = entry.dataset;
    const operation = (await load()).paths[path][method.toLowerCase()];
    entry.append(formOf(operation, method, path));
  });
}
document.querySelector('form[data-api]').addEventListener('submit', (event) => event.preventDefault());
