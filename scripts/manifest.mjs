// What the analyzer cannot see in an element's class, read from where it is written anyway: events from their classes,
// custom properties from the style sheets, the tag from the folder. What is private stays out.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { tokensRead } from './tokens.mjs';

const elementModule = /^components\/(?!cbk-)([^/]+-[^/]+)\/\1\.ts$/;
const bases = ['components/shared/element.ts', 'components/shared/interaction-element.ts'];
const sentence = /^.*?[.:](?=\s|$)/s;

const oneLine = (text = '') => text.replace(/\s*\n\s*/g, ' ').trim();

/** The whole kit with its types. */
function program() {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => readFileSync(file, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  return ts.createProgram(
    ['components/index.ts', 'components/define.ts', 'components/shared/styles/tokens.ts'],
    options,
  );
}

/** Every event of the kit by its name, as the global map of event types says it. */
function eventsOfTheKit(kit, checker) {
  const events = new Map();
  const visit = (node) => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'GlobalEventHandlersEventMap')
      for (const member of node.members) {
        const type = checker.getTypeAtLocation(member.type);
        events.set(member.name.text, { type, symbol: type.symbol });
      }
    else ts.forEachChild(node, visit);
  };
  for (const file of kit.getSourceFiles())
    if (!file.fileName.includes('node_modules')) ts.forEachChild(file, visit);
  return events;
}

const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;

/** An event in the manifest: beside the schema's what kind it is, how it travels, and each field of its detail. */
function describeEvent(name, { type, symbol }, checker) {
  const chain = [];
  for (let base = type; base; [base] = checker.getBaseTypes(base) ?? []) chain.push(base.symbol.name);
  const kind = chain.includes('RequestEvent') ? 'request' : chain.includes('FactEvent') ? 'fact' : 'signal';
  const field = (of, one) => checker.getTypeOfSymbol(checker.getPropertyOfType(of, one));
  const detail =
    kind === 'signal'
      ? []
      : field(type, 'detail')
          .getProperties()
          .map((property) => ({
            name: property.name,
            type: { text: checker.typeToString(checker.getTypeOfSymbol(property), undefined, flags) },
            description: oneLine(ts.displayPartsToString(property.getDocumentationComment(checker))),
            ...(property.flags & ts.SymbolFlags.Optional ? { optional: true } : {}),
          }));
  const text = detail.map(({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type.text}`);
  return {
    name,
    type: { text: symbol.name },
    description: oneLine(ts.displayPartsToString(symbol.getDocumentationComment(checker))),
    kind,
    bubbles: kind !== 'signal',
    composed: kind !== 'signal',
    cancelable: kind === 'request',
    ...(kind === 'request' ? { command: field(type, 'command').value } : {}),
    detail: {
      text: text.length ? `{ ${text.join('; ')} }` : kind === 'signal' ? 'none' : '{}',
      fields: detail,
    },
  };
}

/** Types that only the module knows are written out. */
function spell(text, file) {
  let spelt = text;
  for (const node of file.statements)
    if (ts.isTypeAliasDeclaration(node) && !node.modifiers?.length && !node.typeParameters) {
      const written = oneLine(node.type.getText(file)).replace(/^\| /, '');
      spelt = spelt.replace(new RegExp(`\\b${node.name.text}\\b`, 'g'), written);
    }
  return spelt;
}

const isPublic = ({ name, kind, privacy, static: isStatic }) =>
  !name.startsWith('#') && !/private|protected/.test(privacy ?? '') && !(isStatic && kind === 'field');

/** One sentence each, in one line; types spelt out. */
function tidy(member, file) {
  for (const one of [member, ...(member.parameters ?? [])]) {
    if (one.description) one.description = oneLine(one.description);
    if (one.type) one.type.text = spell(oneLine(one.type.text), file);
  }
  return member;
}

/** The table of tokens, read as text: what is written there is data. */
function tokensOfTheKit(file) {
  const tokens = new Map();
  const visit = (node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const token = Object.fromEntries(node.properties.map((one) => [one.name.text, one.initializer.text]));
      tokens.set(token.name, token);
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return tokens;
}

/** The analyzer's plugin. */
export const kit = {
  name: 'kit',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const types = program();
    const checker = types.getTypeChecker();
    const events = eventsOfTheKit(types, checker);
    const fileOf = (name) => types.getSourceFile(path.resolve(name));
    const tokens = tokensOfTheKit(fileOf('components/shared/styles/tokens.ts'));
    const exportsOf = (name) =>
      checker
        .getExportsOfModule(checker.getSymbolAtLocation(fileOf(name)))
        .map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one));

    manifest.modules = manifest.modules.filter(
      ({ path: name }) =>
        elementModule.test(name) || bases.includes(name) || /\.events?\.ts$|shared\/events\.ts$/.test(name),
    );
    for (const module of manifest.modules) {
      const [, tag] = elementModule.exec(module.path) ?? [];
      const exported = new Set(module.exports.map(({ declaration }) => declaration.name));
      module.declarations = module.declarations.filter(({ name }) => exported.has(name));
      const file = fileOf(module.path);
      for (const declaration of module.declarations) {
        if (declaration.description) declaration.description = oneLine(declaration.description);
        if (declaration.members)
          declaration.members = declaration.members.filter(isPublic).map((one) => tidy(one, file));
        if (bases.includes(module.path)) declaration.customElement = true;
      }
      if (!tag) continue;

      const element = module.declarations.find(({ kind }) => kind === 'class');
      element.customElement = true;
      element.tagName = tag;
      element.summary = oneLine(sentence.exec(element.description)?.[0]).replace(/:$/, '.');
      const fields = new Map(element.members.map((one) => [one.name, one]));
      element.attributes = (element.attributes ?? [])
        .filter(({ fieldName }) => fields.has(fieldName))
        .map((attribute) => {
          const { reflects, type, description } = fields.get(attribute.fieldName);
          const text = type.text.replace(' | null', '');
          return { ...attribute, type: { text }, description, ...(reflects ? { reflects } : {}) };
        });

      // Its own events, then what its docstring says of one, or adds.
      const told = new Map((element.events ?? []).map((one) => [one.name, oneLine(one.description)]));
      const own = types.getSourceFile(path.resolve(module.path.replace(/\.ts$/, '.events.ts')))
        ? exportsOf(module.path.replace(/\.ts$/, '.events.ts'))
        : [];
      element.events = [...events]
        .filter(([name, { symbol }]) => own.includes(symbol) || told.has(name))
        .map(([name, event]) => {
          const described = describeEvent(name, event, checker);
          return { ...described, description: told.get(name) || described.description };
        });
      element.cssProperties = tokensRead(tag, fileOf).map((name) => {
        const { light, dark, use } = tokens.get(name);
        return { name, default: dark ? `light-dark(${light}, ${dark})` : light, description: `${use}.` };
      });

      module.exports = module.exports.filter(({ kind }) => kind !== 'custom-element-definition');
      module.exports.push({
        kind: 'custom-element-definition',
        name: tag,
        declaration: { name: element.name, module: module.path },
      });
    }
  },
};
