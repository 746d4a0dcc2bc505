import type { CapabilityReason } from '../../contract/capabilities.ts';
import type { OfferRecord } from '../../contract/records.ts';
import { capabilities, disabled, hidden, instant, offer, timer } from '../shared/testing/records.ts';

/** One that ended without the agent, for a reason that the provider may give. */
export const ended = (
  changes: Partial<OfferRecord>,
  reason: CapabilityReason | (string & {}) = 'offer_ended',
  message?: string,
): OfferRecord =>
  offer({
    state: 'rescinded',
    timer: null,
    capabilities: capabilities('offer', {}, disabled(reason, message)),
    ...changes,
  });

/** Offers in the main states, each made when asked for, so that its time counts from then. */
export const fixtures = {
  rest: () => offer(),
  untimed: () => offer({ timer: null, customerName: 'Adaeze Okonkwo-Fitzgerald' }),
  scheduled: () => offer({ type: 'scheduled', scheduledStart: instant(180), timer: timer('offer', 17, 20) }),
  transferred: () =>
    offer({ badge: { kind: 'transferred', by: 'Λεωνίδας Παππάς' }, timer: timer('transfer_offer', 26, 30) }),
  urgent: () =>
    offer({
      customerName: 'Олександра Ковальчук-Вишневецька',
      badge: { kind: 'transferred', by: 'Λεωνίδας Παππάς' },
      queueName: 'Loans and mortgages',
      type: 'scheduled',
      scheduledStart: instant(-120),
      reason: 'Product Feedback',
      timer: timer('transfer_offer', 7, 30),
    }),
  /** At zero, while the provider has not said yet what became of it. */
  zero: () => offer({ customerName: 'Siobhán Ní Dhomhnaill', timer: timer('offer', -1, 20) }),
  tooLate: () => ended({ state: 'timed_out', customerName: 'Siobhán Ní Dhomhnaill', reason: 'Order Issue' }),
  tooLateTransfer: () => ended({ state: 'timed_out', badge: { kind: 'transferred', by: 'Λεωνίδας Παππάς' } }),
  rescinded: () => ended({}),
  hungUp: () => ended({ badge: { kind: 'customer_waiting' } }, 'customer_hung_up'),
  taken: () => ended({ badge: { kind: 'customer_waiting' } }, 'not_owner'),
  consult: () =>
    offer({ badge: { kind: 'consult', by: 'Núria Puigdomènech' }, timer: timer('consult', 24, 30) }),
  consultOver: () => ended({ badge: { kind: 'consult', by: 'Núria Puigdomènech' } }),
  customerWaiting: () =>
    offer({
      customerName: 'Nguyễn Thị Minh Khai',
      badge: { kind: 'customer_waiting' },
      queueName: 'Priority line',
    }),
  autoAssigned: () =>
    offer({
      customerName: 'Nguyễn Thị Minh Khai',
      badge: { kind: 'customer_waiting' },
      queueName: 'Priority line',
      reason: 'Product Issue',
      timer: null,
      autoAssigned: true,
      capabilities: capabilities('offer', {}, hidden),
    }),
  autoAssignedCallback: () =>
    offer({
      customerName: 'Adaeze Okonkwo-Fitzgerald',
      type: 'scheduled',
      scheduledStart: instant(60),
      timer: null,
      autoAssigned: true,
      capabilities: capabilities('offer', {}, hidden),
    }),
  noReject: () => offer({ capabilities: capabilities('offer', { reject: hidden }) }),
  blocked: () => offer({ capabilities: capabilities('offer', { accept: disabled('wrap_up_open') }) }),
  otherCall: () => offer({ capabilities: capabilities('offer', { accept: disabled('other_call_live') }) }),
  withReasons: () =>
    offer({
      timer: null,
      rejectReasons: [
        { id: 'busy', name: 'Busy with something else', reassignable: true },
        { id: 'skill', name: 'Not my field', reassignable: false },
        { id: 'language', name: 'Other language needed', reassignable: false },
      ],
    }),
  hostile: () =>
    offer({
      customerName: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(200)}`,
      queueName: 'شكاوى البطاقات وطلبات الإلغاء في أمريكا الشمالية والمكسيك',
      reason: '</dd><script>alert(1)</script>',
      badge: { kind: 'transferred', by: 'A'.repeat(200) },
    }),
} satisfies Record<string, () => OfferRecord>;
