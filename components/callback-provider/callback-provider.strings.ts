export const strings = {
  lost: 'Connection lost',
  reconnecting: 'Reconnecting. Timers run on at the contact centre.',
  back: 'The connection is back.',
  expired: 'Your session has expired',
  expiredMore: 'Calls go on. Sign in again to continue here.',
  signIn: 'Try again',
};
