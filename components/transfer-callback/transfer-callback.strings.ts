export const strings = {
  heading: 'Transfer callback',
  close: 'Close',
};
