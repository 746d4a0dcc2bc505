import type { JsonSchema } from '@valibot/to-json-schema';
import { html } from 'hono/html';
import type { OpenApi, OperationObject } from './openapi.ts';

/* The document for people: plain HTML, one sheet, no script. `html` escapes what it is given. */

type Html = ReturnType<typeof html>;

const anchor = (schema: string) => `schema-${schema}`;
const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1);
const codes = (values: readonly unknown[]): Html[] =>
  values.map((value, n) => html`${n ? ', ' : ''}<code>${JSON.stringify(value)}</code>`);

const objects = (schemas: readonly unknown[]): JsonSchema[] =>
  schemas.filter((one): one is JsonSchema => typeof one === 'object' && one !== null);

/** A record of many things of one kind, such as capabilities: said once. */
const common = ({ properties = {} }: JsonSchema): string | undefined => {
  const [first, ...others] = objects(Object.values(properties)).map(({ $ref }) => $ref);
  return first !== undefined && others.every((ref) => ref === first) ? first : undefined;
};

const limits = ({ minimum, maximum, maxLength, pattern, format, maxItems }: JsonSchema): string =>
  [
    format,
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `to ${maximum}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    maxItems !== undefined && `at most ${maxItems}`,
    !format && pattern,
  ]
    .filter(Boolean)
    .map((limit) => `, ${String(limit)}`)
    .join('');

const shapeOf = (schema: JsonSchema): Html => {
  const { $ref, type, enum: values, const: value, anyOf, oneOf, items, properties } = schema;
  if ($ref) return html`<a href="#${anchor(nameOf($ref))}">${nameOf($ref)}</a>`;
  if (value !== undefined) return html`<code>${JSON.stringify(value)}</code>`;
  if (values) return html`${codes(values)}`;
  const choices = objects(anyOf ?? oneOf ?? []);
  const [one, other] = choices;
  if (choices.length === 2 && one!.properties && other!.type === 'null')
    return html`null, or ${shapeOf(one!)}`;
  if (choices.length > 0)
    return choices.every((one) => !one.properties)
      ? html`${choices.map((one, n) => html`${n ? ' or ' : ''}${shapeOf(one)}`)}`
      : html`one of
          <ul>
            ${choices.map((one) => html`<li>${shapeOf(one)}</li>`)}
          </ul>`;
  if (type === 'array' && !items) return html`empty list`;
  if (type === 'array') return html`list${limits(schema)} of ${shapeOf(items as JsonSchema)}`;
  if (!properties) return html`${type ?? 'any JSON'}${limits(schema)}`;
  const ref = common(schema);
  if (Object.keys(properties).length === 0) return html`<code>{}</code>`;
  return ref
    ? html`a ${shapeOf({ $ref: ref })} for each of ${codes(Object.keys(properties))}`
    : fieldsOf(schema);
};

const fieldsOf = ({ properties = {}, required = [] }: JsonSchema): Html =>
  html`<ul class="fields">
    ${Object.entries(properties).map(
      ([name, schema]) =>
        html`<li>
          <code class="name">${name}</code>${required.includes(name) ? '' : html` <em>optional</em>`}:
          ${shapeOf(schema as JsonSchema)}
        </li>`,
    )}
  </ul>`;

const titled = (title: string, what: Html): Html =>
  html`<dt>${title}</dt>
    <dd>${what}</dd>`;
/** Sentences of ours have code between backticks. */
const sentence = (text: string): Html =>
  html`${text.split('`').map((part, n) => (n % 2 ? html`<code>${part}</code>` : part))}`;

const operation = (method: string, path: string, one: OperationObject): Html => {
  const { operationId, summary, security, parameters = [], requestBody, responses } = one;
  const { 200: good, ...refusals } = responses;
  const by = Object.keys(security[0] ?? {})[0];
  return html`<article id="${operationId}">
    <h3>
      <code><b>${method.toUpperCase()}</b> ${path}</code>
    </h3>
    <p>${summary}</p>
    <dl>
      ${titled('Who may', by ? html`who has ${by === 'agent' ? 'the token of an agent' : "the control's token"}` : html`everybody`)}
      ${
        parameters.length > 0
          ? titled(
              'Parameters',
              html`<ul class="fields">
                ${parameters.map(
                  (each) =>
                    html`<li>
                      <code class="name">${each.name}</code> in the
                      ${each.in}${each.required ? '' : html` <em>optional</em>`}: ${each.description ?? ''}
                      ${shapeOf(each.schema)}
                    </li>`,
                )}
              </ul>`,
            )
          : ''
      }
      ${Object.values(requestBody?.content ?? {}).map(({ schema }) => titled('Body', shapeOf(schema)))}
      ${Object.entries(good!.content).map(([type, { schema, 'x-messages': messages }]) =>
        titled(
          'Answer',
          html`<code>${type}</code>:
            ${messages ? fieldsOf({ properties: messages, required: Object.keys(messages) }) : shapeOf(schema)}`,
        ),
      )}
      ${titled(
        'Refusals',
        html`<ul>
          ${Object.entries(refusals).map(
            ([status, { description }]) => html`<li>${status} ${sentence(description)}</li>`,
          )}
        </ul>`,
      )}
    </dl>
  </article>`;
};

/** The document as a page. */
export const page = ({ info, tags, paths, components }: OpenApi): Html => {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ method, path, one })),
  );
  const rooms = tags.map(({ name, description }) => ({
    name,
    description,
    theirs: all.filter(({ one }) => one.tags.includes(name)),
  }));
  const schemas = Object.entries(components.schemas);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${info.title}: the contract</title>
        <link rel="stylesheet" href="/openapi.css" />
      </head>
      <body>
        <header>
          <h1>${info.title}: the contract</h1>
          <p>${info.description} For machines: <a href="/openapi.json">openapi.json</a>.</p>
        </header>
        <nav aria-label="Contents">
          ${rooms.map(
            ({ name, theirs }) =>
              html`<h2><a href="#${name}">${name}</a></h2>
                <ul>
                  ${theirs.map(
                    ({ path, one }) =>
                      html`<li>
                        <a href="#${one.operationId}"
                          >${path
                            .replace(/^\/(api|control)\//, '')
                            .replace(`${name}/`, '')
                            .replace('{id}/', '')}</a
                        >
                      </li>`,
                  )}
                </ul>`,
          )}
          <h2><a href="#schemas">records and answers</a></h2>
          <ul>
            ${schemas.map(([name]) => html`<li><a href="#${anchor(name)}">${name}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${rooms.map(
            ({ name, description, theirs }) =>
              html`<section>
                <h2 id="${name}">${name}</h2>
                <p>${description}</p>
                ${theirs.map(({ method, path, one }) => operation(method, path, one))}
              </section>`,
          )}
          <section>
            <h2 id="schemas">records and answers</h2>
            ${schemas.map(
              ([name, schema]) =>
                html`<article id="${anchor(name)}">
                  <h3><code>${name}</code></h3>
                  <div>${shapeOf(schema)}</div>
                </article>`,
            )}
          </section>
        </main>
      </body>
    </html>`;
};

export const styles = `:root {
  color-scheme: light dark;
  --text: light-dark(#16191f, #f0f2f5);
  --muted: light-dark(#545b67, #a9b1bd);
  --surface: light-dark(#fff, #1b1e24);
  --sunken: light-dark(#f5f6f8, #121419);
  --border: light-dark(#d5dae2, #3a414d);
  --accent: light-dark(#0b57d0, #8ab4f8);
  font: 16px/1.5 system-ui, sans-serif;
  color: var(--text);
  background: var(--surface);
}
body {
  display: grid;
  grid-template: auto 1fr / 17rem minmax(0, 1fr);
  margin: 0;
}
header { grid-column: 1 / -1; padding: 1.5rem 2rem; border-block-end: 1px solid var(--border); }
header p { max-inline-size: 70ch; margin: 0; color: var(--muted); }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; }
nav {
  position: sticky;
  inset-block-start: 0;
  box-sizing: border-box;
  max-block-size: 100vh;
  overflow: auto;
  padding: 1rem 1rem 2rem 2rem;
  background: var(--sunken);
  font-size: .875rem;
}
nav h2 { margin: 1rem 0 .25rem; font-size: .875rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding-block: .2rem; overflow-wrap: anywhere; }
main { padding: 0 2rem 4rem; max-inline-size: 60rem; }
main > section > h2 { margin: 2.5rem 0 .25rem; font-size: 1.35rem; }
main > section > p { margin: 0; color: var(--muted); }
h2::first-letter { text-transform: uppercase; }
article { margin-block-start: 1.5rem; padding-block-start: 1rem; border-block-start: 1px solid var(--border); }
article:target { outline: 2px solid var(--accent); outline-offset: .5rem; }
h3 { margin: 0; font-size: 1.05rem; font-weight: 400; overflow-wrap: anywhere; }
article > p { margin: .25rem 0 .75rem; }
dl { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .4rem 1rem; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; }
ul { margin: 0; padding-inline-start: 1.2rem; }
.fields { padding: 0; list-style: none; }
.fields .fields { margin-inline-start: 1.2rem; padding-inline-start: .6rem; border-inline-start: 2px solid var(--border); }
code { font: .9em/1.4 ui-monospace, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
code.name { font-weight: 600; }
em { color: var(--muted); }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 48rem) {
  body { display: block; }
  nav { position: static; max-block-size: none; padding: 1rem; }
  nav ul { columns: 9rem; }
  header, main { padding-inline: 1rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-block-end: .5rem; }
}
`;
