export const strings = {
  heading: 'Callback workspace',
  signedInAs: (name: string) => `Signed in as ${name}`,
  callback: 'Callback',
  context: 'Context',
  wrapUp: 'Wrap-up',
  inbox: 'Inbox',
  sections: 'Sections',
  nothingOpen: 'No callback open',
  nothingOpenMore: 'Accept one from the inbox, and it opens here.',
  gone: 'This callback is no longer here',
  goneMore: 'It went to somebody else, or was closed a while ago.',
  opened: (name: string) => `Callback of ${name} is open.`,
};
