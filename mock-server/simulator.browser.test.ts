import { expect } from '@open-wc/testing';
import '../components/callback-provider/define.ts';
import '../components/callback-inbox/define.ts';
import type { CallbackProvider } from '../components/callback-provider/callback-provider.ts';
import { createSimulator } from './index.ts';

describe('createSimulator in a page', () => {
  it('is the contact centre of the elements', async () => {
    const sim = createSimulator({ validate: true });
    const provider: CallbackProvider = document.createElement('callback-provider');
    provider.getToken = () => sim.token('ana');
    provider.fetch = sim.fetch;
    const inbox = provider.appendChild(document.createElement('callback-inbox'));
    document.body.append(provider);
    const card = () => inbox.shadowRoot!.querySelector('awa-inbox-card');
    await sim.quiet();
    expect(provider.session.store.connection).to.equal('live');
    expect(card()).to.exist;
    await card()!.accept();
    await sim.quiet();
    expect(provider.session.store.all('interaction')[0]?.state).to.equal('preview');
    expect(card()).not.to.exist;
    provider.remove();
    sim.dispose();
  });
});
