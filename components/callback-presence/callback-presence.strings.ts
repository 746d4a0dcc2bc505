export const strings = {
  presence: 'Presence',
  since: (time: string) => `since ${time}`,
  next: (name: string) => `Next: ${name}`,
  signedOut: 'Signed out',
};
