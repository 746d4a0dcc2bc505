// What the suites read of a custom elements manifest (custom-elements.json), in the schema's words, and what the kit's
// own manifest says beyond it of events.

interface Typed {
  readonly name: string;
  readonly type?: { readonly text: string };
  readonly description?: string;
}

export interface DocumentedMember extends Typed {
  readonly kind: 'field' | 'method';
  readonly default?: string;
  readonly static?: boolean;
  readonly readonly?: boolean;
  /** The attribute that sets it. */
  readonly attribute?: string;
  /** The attribute follows the property. */
  readonly reflects?: boolean;
}

export interface DocumentedEvent extends Typed {
  /**
   * `request`: asks, and can be prevented. `fact`: tells. `signal`: for who placed the element there; does not bubble,
   * has no detail.
   */
  readonly kind: 'request' | 'fact' | 'signal';
  readonly bubbles: boolean;
  readonly composed: boolean;
  readonly cancelable: boolean;
  readonly detail: { readonly fields: readonly (Typed & { readonly optional?: boolean })[] };
}

/** One element of a manifest. */
export interface DocumentedElement {
  readonly tagName: string;
  readonly members?: readonly DocumentedMember[];
  readonly events?: readonly DocumentedEvent[];
  readonly slots?: readonly Typed[];
  readonly cssParts?: readonly Typed[];
  readonly cssProperties?: readonly (Typed & { readonly default?: string })[];
  readonly cssStates?: readonly Typed[];
}

export interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Partial<DocumentedElement>[] }[];
}

/** The element with this tag. Throws where the manifest has none. */
export const documented = (manifest: Manifest, tag: string): DocumentedElement => {
  for (const { declarations } of manifest.modules)
    for (const one of declarations) if (one.tagName === tag) return one as DocumentedElement;
  throw new Error(`The manifest has no <${tag}>.`);
};
