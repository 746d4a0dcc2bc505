// Which custom properties an element reads: those of the rules, in the style sheets that it loads, whose classes its own
// source names.
import path from 'node:path';
import ts from 'typescript';

const folderOf = (file) => path.posix.dirname(file);

/** What a module imports, also on demand; types apart. */
function importsOf(file) {
  const found = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (!node.importClause?.isTypeOnly && !node.isTypeOnly && node.moduleSpecifier)
        found.push(node.moduleSpecifier.text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found.push(node.arguments[0].text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter((name) => name.startsWith('.'));
}

/** The modules of an element: its own folder's, the shared ones, those of private elements in it. */
function modulesOf(tag, fileOf) {
  const own = `components/${tag}`;
  const found = new Set();
  const visit = (name) => {
    const folder = folderOf(name);
    if (found.has(name) || !name.startsWith('components/')) return;
    if (folder !== own && !folder.startsWith('components/shared') && !/^components\/cbk-/.test(folder))
      return;
    found.add(name);
    const file = fileOf(name);
    for (const to of importsOf(file)) visit(path.posix.join(folder, to));
  };
  visit(`${own}/define.ts`);
  return found;
}

/** The rules of a sheet, nested ones with what is around them: selectors, and declarations. */
function rulesOf(css, around = [], rules = []) {
  let from = 0;
  let depth = 0;
  let head = '';
  const declarations = [];
  for (let at = 0; at < css.length; at += 1) {
    const char = css[at];
    if (char === '{' && depth++ === 0) {
      head = css.slice(from, at).trim();
      from = at + 1;
    } else if (char === '}' && --depth === 0) {
      rulesOf(css.slice(from, at), [...around, head], rules);
      from = at + 1;
    } else if (char === ';' && depth === 0) {
      declarations.push(css.slice(from, at));
      from = at + 1;
    }
  }
  declarations.push(css.slice(from));
  const written = declarations.map((one) => /^\s*([\w-]+)\s*:(.*)$/s.exec(one)).filter(Boolean);
  if (written.length)
    rules.push({ around, declarations: written.map(([, name, value]) => ({ name, value })) });
  return rules;
}

/** The texts of a module: its sheets, and the words of all else that it writes. */
function textsOf(file) {
  const sheets = [];
  const words = new Set();
  const visit = (node) => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(file) === 'css') {
      sheets.push(
        node.template
          .getText(file)
          .slice(1, -1)
          .replace(/\/\*.*?\*\//gs, ''),
      );
      return;
    }
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      for (const word of node.text.split(/[^\w-]+/)) words.add(word);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { sheets, words };
}

const variables = (value) => [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);

/** What stands after the comma of `var(name, ...)`. */
function fallback(value, name) {
  const start = new RegExp(`var\\(\\s*${name}\\s*,`).exec(value);
  if (!start) return;
  const from = start.index + start[0].length;
  let depth = 1;
  let at = from;
  for (; depth; at += 1) depth += { '(': 1, ')': -1 }[value[at]] ?? 0;
  return value.slice(from, at - 1).trim();
}

export function tokensRead(tag, fileOf) {
  const rules = [];
  const words = new Set();
  for (const name of modulesOf(tag, fileOf)) {
    const texts = textsOf(fileOf(name));
    rules.push(...texts.sheets.flatMap((sheet) => rulesOf(sheet)));
    if (!name.endsWith('.strings.ts')) for (const word of texts.words) words.add(word);
  }
  const isNamed = (name) => words.has(name) || (name.includes('--') && words.has(name.split('--')[1]));
  const live = rules.filter(({ around }) =>
    around.every(
      (selectors) =>
        selectors.startsWith('@') ||
        selectors
          .split(',')
          .some((one) => [...one.matchAll(/\.([\w-]+)/g)].every(([, name]) => isNamed(name))),
    ),
  );
  const read = new Set();
  const defaults = new Map();
  const use = (value) => {
    for (const name of variables(value)) {
      defaults.set(name, defaults.get(name) ?? fallback(value, name));
      if (read.has(name)) continue;
      read.add(name);
      for (const { declarations } of live)
        for (const one of declarations) if (one.name === name) use(one.value);
    }
  };
  for (const { declarations } of live)
    for (const { name, value } of declarations) if (!name.startsWith('--')) use(value);
  return [...read]
    .filter((name) => name.startsWith('--cbk-'))
    .sort()
    .map((name) => ({ name, ...(defaults.get(name) ? { default: defaults.get(name) } : {}) }));
}
