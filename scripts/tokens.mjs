// Which custom properties an element reads: those of the rules, in the style sheets that it loads, whose classes its own
// source names.
import path from 'node:path';
import ts from 'typescript';

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

/** The modules of an element, shared ones first, and the private elements in it. */
function modulesOf(tag, fileOf) {
  const own = `components/${tag}`;
  const modules = new Set();
  const inner = new Set();
  const visit = (name) => {
    const folder = path.posix.dirname(name);
    const [, other] = /^components\/(cbk-[^/]+)/.exec(folder) ?? [];
    if (other && other !== tag) inner.add(other);
    else if (!modules.has(name) && (folder === own || folder.startsWith('components/shared'))) {
      modules.add(name);
      for (const to of importsOf(fileOf(name))) visit(path.posix.join(folder, to));
    }
  };
  visit(`${own}/define.ts`);
  const isOwn = (name) => +name.startsWith(own);
  return { modules: [...modules].sort((one, other) => isOwn(one) - isOwn(other)), inner: [...inner] };
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

/** The texts of a module: its sheets, the words of its markup, and those of all else that it writes. */
function textsOf(file) {
  const sheets = [];
  const markup = new Set();
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
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const template = ts.findAncestor(node, ts.isTemplateLiteral);
      const isMarkup = !ts.isStringLiteral(node) && ts.isTaggedTemplateExpression(template.parent);
      for (const word of node.text.split(/[^\w-]+/)) (isMarkup ? markup : words).add(word);
    }
    // What shared templates choose a class by.
    if (ts.isPropertyAssignment(node) && file.fileName.includes('/templates/'))
      words.add(node.name.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { sheets, markup, words };
}

const variables = (value) => [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);

/** Read by rules of which nothing is left, since others overrule them; the suites would find each. */
const overruled = {
  'callback-inbox': ['--cbk-color-surface-sunken'],
  'callback-presence': ['--cbk-color-surface-sunken'],
  'callback-provider': ['--cbk-color-surface-sunken', '--cbk-color-text-muted'],
  'callback-shortcuts': ['--cbk-color-end', '--cbk-color-text-muted'],
  'callback-voice-control': ['--cbk-color-surface-sunken'],
  'transfer-callback': ['--cbk-shadow-raised'],
};

/** Their names, in order. */
export function tokensRead(tag, fileOf) {
  const { modules, inner } = modulesOf(tag, fileOf);
  const rules = [];
  const markup = new Set();
  const words = new Set();
  for (const name of modules) {
    const texts = textsOf(fileOf(name));
    rules.push(...texts.sheets.flatMap((sheet) => rulesOf(sheet)));
    // Neither words for people nor names of events are classes.
    if (/\.(strings|events?)\.ts$/.test(name)) continue;
    for (const word of texts.markup) markup.add(word);
    for (const word of texts.words) words.add(word);
  }
  // `btn--quiet` is given as `quiet`.
  const isNamed = (name) => markup.has(name) || words.has(name) || words.has(name.split('--')[1]);
  const isLive = ({ around }) =>
    around.every(
      (selectors) =>
        selectors.startsWith('@') ||
        selectors
          .split(',')
          .some((one) => [...one.matchAll(/\.([\w-]+)/g)].every(([, name]) => isNamed(name))),
    );
  // Of two with the same selectors the later one counts.
  const live = new Map();
  for (const { around, declarations } of rules.filter(isLive))
    for (const { name, value } of declarations) live.set(`${around.join()} ${name}`, { name, value });
  const read = new Set();
  const use = (text) => {
    for (const variable of variables(text)) {
      if (read.has(variable)) continue;
      read.add(variable);
      for (const { name, value } of live.values()) if (name === variable) use(value);
    }
  };
  for (const { name, value } of live.values()) if (!name.startsWith('--')) use(value);
  for (const one of inner) for (const name of tokensRead(one, fileOf)) read.add(name);
  return [...read].filter((name) => name.startsWith('--cbk-') && !overruled[tag]?.includes(name)).sort();
}
