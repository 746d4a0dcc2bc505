export const strings = {
  wrapUp: 'Wrap-up',
  draft: 'Draft',
  minimise: 'Minimise',
  finish: 'Finish wrap-up',
  reason: 'Reason',
  notes: 'Notes',
  left: (characters: number) =>
    characters < 0
      ? `${-characters} characters too many. Not saved until it is shorter.`
      : `${characters} characters left`,
  save: 'Save',
  submit: 'Submit & close',
  back: 'Back',
  saved: (time: string) => `Saved ${time}`,
  notConnected: 'Not connected.',
  notSaved: 'Not saved yet, trying again.',
  onDevice: 'Notes are kept on this device.',
  centreOnly: 'Notes are kept by the contact centre only.',
  opened: (name: string) => `Wrap-up for ${name} is open.`,
  closesLater: 'Closes when the call ends',
  done: 'Wrap-up closed',
  closed: 'Callback closed',
  closePage: 'Close page',
};
