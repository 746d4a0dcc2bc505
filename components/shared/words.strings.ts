/** What every element may have to say. */
export const words = {
  tryAgain: 'Try again',
  notLive: 'Not connected.',
  failed: 'That did not work.',
  /**
   * Why something cannot be done, or was refused, by code. Those of calls and of roles are in reasons.strings.ts; other
   * problems have a title in the contract.
   */
  codes: {
    __proto__: null, // a code from outside may be named like a method
    not_authenticated: 'The session has expired.',
    not_found: 'It is gone.',
    offer_ended: 'The offer has ended.',
    other_call_live: 'You are in another call.',
    session_expired: 'The session has expired.',
    signed_out: 'You are signed out.',
    unavailable: 'The provider cannot be reached.',
    wrap_up_open: 'Finish the wrap-up first.',
  } as unknown as Record<string, string | undefined>,
};
