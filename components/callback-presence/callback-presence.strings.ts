export const strings = {
  $: 'callback-presence',
  /** The two systems, by the contract's name of the side. */
  workspace: 'Workspace',
  contact_centre: 'Contact centre',
  presence: (side: string) => `${side} presence`,
  since: (time: string) => `since ${time}`,
  next: (name: string) => `Next: ${name}`,
  signedOut: 'Signed out',
  mismatch: 'Presence does not match, no callbacks are offered',
  signedOutOf: (side: string) => `Signed out of ${side}, no callbacks are offered`,
  signedOutOfBoth: 'Signed out of both systems, no callbacks are offered',
  match: (name: string) => `Match to ${name}`,
  signIn: (side: string) => `Sign in to ${side}`,
  signOutMenu: 'Sign out',
  signOut: (side: string) => `Sign out of ${side}`,
};
