import { expect, waitUntil } from '@open-wc/testing';
import { announce } from './announcer.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const lines = () =>
  [...document.querySelector('#cbk-polite')!.shadowRoot!.querySelectorAll('p')].map((one) => one.textContent);

describe('announcements', () => {
  it('say once what several elements say, and again what is so again', async () => {
    announce('Muted');
    announce('Muted');
    announce('Unmuted');
    await wait(300);
    announce('Muted');
    await waitUntil(() => lines().length > 1);
    expect(lines()).to.deep.equal(['Muted', 'Unmuted']);
    await wait(900);
    announce('Muted');
    await waitUntil(() => lines().length > 2);
    expect(lines()).to.deep.equal(['Muted', 'Unmuted', 'Muted']);
  });
});
