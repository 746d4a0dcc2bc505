/** What every element may have to say. */
export const words = {
  $: 'words',
  tryAgain: 'Try again',
  notLive: 'Not connected.',
  failed: 'That did not work.',
};
