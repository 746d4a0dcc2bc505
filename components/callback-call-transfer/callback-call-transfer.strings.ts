export const strings = {
  heading: 'Transfer',
  close: 'Close',
};
