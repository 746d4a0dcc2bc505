export const strings = {
  $: 'callback-inbox.alerts',
  callback: 'New callback',
  customer_waiting: 'A customer is waiting',
  consult: 'A colleague asks for a consult',
};
