/** Elements register through `static define()`, which the analyzer cannot follow; their folder has the name of their tag. */
const tagFromFolder = {
  name: 'tag-from-folder',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      const [, tag] = /^components\/([^/]+-[^/]+)\/\1\.ts$/.exec(module.path) ?? [];
      const element = module.declarations.find((declaration) => declaration.customElement);
      if (!tag || !element) continue;
      element.tagName = tag;
      module.exports = module.exports.filter(({ kind }) => kind !== 'custom-element-definition');
      module.exports.push({
        kind: 'custom-element-definition',
        name: tag,
        declaration: { name: element.name, module: module.path },
      });
    }
  },
};

export default {
  globs: ['components/**/*.ts'],
  exclude: [
    'components/**/*.{test,types,fixtures,styles,strings}.ts',
    'components/shared/testing/**',
    'components/index.ts',
  ],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [tagFromFolder],
};
