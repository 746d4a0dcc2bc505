export const strings = {
  reconnecting: 'Connection lost',
  reconnectingMore: 'Reconnecting. Timers run on at the contact centre.',
  expired: 'Session expired',
  expiredMore: 'Sign in again to go on. Nothing that you typed is lost.',
  tryAgain: 'Try again',
  back: 'Connected again',
};
