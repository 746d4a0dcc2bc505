export const strings = {
  $: 'callback-provider',
  reconnecting: 'Connection lost',
  reconnectingMore: 'Reconnecting. Timers run on at the contact centre.',
  expired: 'Session expired',
  expiredMore: 'Sign in again to go on. Nothing that you typed is lost.',
  back: 'Connected again',
};
