/** What every element may have to say. */
export const words = {
  tryAgain: 'Try again',
  notLive: 'Not connected.',
  failed: 'That did not work.',
  /** Why something cannot be done, or was refused, by code; those of calls are in reasons.strings.ts. */
  codes: {
    __proto__: null, // a code from outside may be named like a method
    conflict: 'Somebody else changed it meanwhile.',
    forbidden: 'You are not allowed to do this.',
    internal: 'The provider had a fault.',
    not_authenticated: 'The session has expired.',
    not_found: 'It is gone.',
    not_possible: 'This is not possible now.',
    offer_ended: 'The offer has ended.',
    other_call_live: 'You are in another call.',
    role_missing: 'Your role does not allow this.',
    session_expired: 'The session has expired.',
    signed_out: 'You are signed out.',
    too_many: 'Too many requests. Wait a moment.',
    unavailable: 'The provider cannot be reached.',
    unsupported: 'The provider does not offer this.',
    wrap_up_open: 'Finish the wrap-up first.',
  } as unknown as Record<string, string | undefined>,
};
