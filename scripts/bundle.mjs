// One script of some modules, as small as it is published: used to measure, and to build.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';
import ts from 'typescript';

/** White space in css`` and html`` is for people: a run of it becomes one space, none beside a brace or a `;`. */
const fold = {
  css: (text) =>
    text
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>]) ?/g, '$1')
      .replace(/: /g, ':')
      .replaceAll(';}', '}'),
  html: (text) => text.replace(/\s*\n\s*/g, ' '),
};
fold.svg = fold.html;

/** The source with its templates folded. Minifiers leave them alone, since they cannot know what is in them. */
export function foldTemplates(source, name = 'module.ts') {
  const edits = [];
  const visit = (node) => {
    const folded = ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && fold[node.tag.text];
    if (folded) {
      const { template } = node;
      const parts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template]
        : [template.head, ...template.templateSpans.map((span) => span.literal)];
      for (const part of parts) {
        // Without the `, ${ and } around it.
        const from = part.getStart() + 1;
        const to = part.getEnd() - (ts.isTemplateHead(part) || ts.isTemplateMiddle(part) ? 2 : 1);
        edits.push({ from, to, text: folded(source.slice(from, to)) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
  let result = source;
  for (const { from, to, text } of edits.sort((one, other) => other.from - one.from)) {
    result = result.slice(0, from) + text + result.slice(to);
  }
  return result;
}

const foldPlugin = {
  name: 'fold-templates',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]components[/\\].*\.ts$/ }, async ({ path: file }) => ({
      contents: foldTemplates(await readFile(file, 'utf8'), file),
      loader: 'ts',
    }));
  },
};

/** What `import()` asks for is another script, loaded when needed. */
const onDemandPlugin = (found) => ({
  name: 'on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, resolveDir, path: name }) => {
      if (kind !== 'dynamic-import') return;
      found.add(path.relative('.', path.join(resolveDir, name)));
      return { path: name, external: true };
    });
  },
});

/**
 * @param {import('esbuild').BuildOptions} options Entry and what stays outside.
 * @returns {Promise<{ code: string, inputs: string[], onDemand: string[] }>} The script that is loaded at first, the
 *   modules in it, and those that it loads when needed.
 */
export async function bundle(options) {
  const onDemand = new Set();
  const { outputFiles, metafile } = await build({
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    tsconfig: 'tsconfig.json',
    plugins: [foldPlugin, onDemandPlugin(onDemand)],
    metafile: true,
    write: false,
    logLevel: 'warning',
    ...options,
  });
  const { code } = await minify(outputFiles[0].text, {
    module: true,
    ecma: 2022,
    compress: { passes: 3, unsafe_arrows: true },
  });
  return { code, inputs: Object.keys(metafile.inputs), onDemand: [...onDemand] };
}
