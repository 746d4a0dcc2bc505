import { expect, fixture, html } from '@open-wc/testing';
import '../awa-inbox-card/define.ts';
import { CallbackElement } from '../shared/element.ts';
import type { NoticeRecord } from '../../contract/records.ts';
import { agent, call, instant, interaction, next, offer, segment } from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeClient, fixtures } from './callback-provider.fixtures.ts';
import type { CallbackProvider } from './callback-provider.ts';
import './define.ts';

const wait = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

const facts = [
  'callback-offered',
  'callback-opened',
  'callback-dialed',
  'callback-answered',
  'callback-transfer-ended',
  'callback-escalated',
  'callback-closed',
  'callback-session-expired',
  'callback-connection-changed',
] as const;

const notice = (type: NoticeRecord['type']): NoticeRecord => ({
  kind: 'notice',
  id: type,
  version: 1,
  taskId: 'task-1',
  interactionId: 'interaction-1',
  customerId: 'customer-1',
  externalId: null,
  customPayload: null,
  at: instant(),
  type,
  customerName: 'A',
  party: 'Ben',
  reason: null,
  capabilities: { dismiss: { visible: true, enabled: true } },
});

describe('callback-provider', () => {
  let client: FakeClient;
  let provider: CallbackProvider;
  let heard: Pick<
    CustomEvent<{ connection?: string; taskId?: string }>,
    'type' | 'target' | 'detail' | 'cancelable'
  >[];
  const hear = (event: Event) => heard.push(event as unknown as (typeof heard)[number]);
  const names = () => heard.map(({ type }) => type).filter((type) => type !== 'callback-connection-changed');
  const connections = () => heard.flatMap(({ detail }) => detail.connection ?? []);
  const status = () => provider.shadowRoot!.querySelector('[role=status]')!.textContent.trim();

  beforeEach(async () => {
    heard = [];
    for (const name of facts) document.addEventListener(name, hear);
    client = new FakeClient();
    provider = document.createElement('callback-provider');
    provider.client = client;
    document.body.append(provider);
    await wait();
  });

  afterEach(async () => {
    provider.remove();
    await wait();
    for (const name of facts) document.removeEventListener(name, hear);
  });

  it('connects when it has a client, and says so', () => {
    expect(connections()).to.deep.equal(['live']);
    expect(provider.matches(':state(live)')).to.equal(true);
    expect(status()).to.equal('');
  });

  it('feeds the elements below it, and performs what they ask', async () => {
    client.put('offer.offered', offer());
    const card = document.createElement('awa-inbox-card');
    card.offerId = 'offer-1';
    provider.append(card);
    await wait();
    expect(card.shadowRoot!.textContent).to.contain('佐藤 美咲');
    await card.accept();
    expect(client.sent).to.deep.equal(['offer.accept']);
  });

  it('gives one session, the same before and after it is connected', async () => {
    const fresh = document.createElement('callback-provider');
    const { session } = fresh;
    fresh.client = client;
    document.body.append(fresh);
    await wait();
    expect(fresh.session).to.equal(session);
    fresh.remove();
  });

  it('tells what happens, not what was there', async () => {
    const one = interaction({ state: 'preview', ownerId: 'ana' });
    client.put('offer.offered', offer());
    await wait();
    client.put('offer.accepted', next(offer(), { state: 'accepted' }), one);
    await wait();
    const dialing = next(one, { state: 'dialing', callId: 'call-1' });
    client.put('interaction.dialed', dialing, call({ answeredAt: null }));
    await wait();
    client.put('call.answered', next(dialing, { state: 'in_call' }), next(call()));
    await wait();
    client.put('changed', next(next(dialing), { escalatedAt: instant() }));
    await wait();
    client.put('interaction.closed', next(next(next(dialing)), { state: 'closed', escalatedAt: instant() }));
    await wait();
    expect(names()).to.deep.equal([
      'callback-offered',
      'callback-opened',
      'callback-dialed',
      'callback-answered',
      'callback-escalated',
      'callback-closed',
    ]);
    for (const event of heard.slice(1)) {
      expect(event.target).to.equal(provider);
      expect(event.cancelable).to.equal(false);
      expect(event.detail.taskId).to.equal('task-1');
      expect(structuredClone(event.detail)).to.deep.equal(event.detail);
    }
  });

  it('tells in order what came at once', async () => {
    const one = interaction({ state: 'preview' });
    client.put('offer.accepted', one);
    await wait();
    client.put(
      'interaction.dialed',
      next(one, { state: 'dialing', callId: 'call-1' }),
      call({ answeredAt: null }),
    );
    client.put('call.answered', next(next(one), { state: 'in_call', callId: 'call-1' }), next(call()));
    client.put('interaction.closed', next(next(next(one)), { state: 'closed', callId: 'call-1' }));
    await wait();
    expect(names()).to.deep.equal([
      'callback-opened',
      'callback-dialed',
      'callback-answered',
      'callback-closed',
    ]);
  });

  it('tells how a transfer ended', async () => {
    client.put('changed', {
      kind: 'notice',
      id: 'notice-1',
      version: 1,
      taskId: 'task-1',
      interactionId: 'interaction-1',
      customerId: 'customer-1',
      externalId: null,
      customPayload: null,
      at: instant(),
      type: 'transfer_declined',
      customerName: 'A',
      party: 'Ben',
      reason: null,
      capabilities: { dismiss: { visible: true, enabled: true } },
    });
    await wait();
    expect(heard.at(-1)?.detail).to.deep.include({ outcome: 'declined', party: 'Ben' });
  });

  describe('of a call that changes hands', () => {
    const talking = (changes: Parameters<typeof interaction>[0] = {}) =>
      interaction({ state: 'in_call', callId: 'call-1', ...changes });

    it('tells the receiver what they own now, once they own it', async () => {
      client.put('call.consult_answered', talking({ ownerId: 'ben' }), call(), segment());
      await wait();
      client.put('call.escalated', next(talking({ ownerId: 'ben', escalatedAt: instant() })));
      await wait();
      expect(names(), 'consulted only').to.deep.equal([]);
      client.put('call.transferred', next(next(talking({ escalatedAt: instant() }))));
      await wait();
      expect(names()).to.deep.equal(['callback-opened', 'callback-answered']);
      expect(heard.at(-1)?.detail).to.deep.include({ interactionId: 'interaction-1', callId: 'call-1' });
      client.put('call.held', next(next(next(talking()))), next(call()));
      await wait();
      expect(names()).to.have.length(2);
    });

    it('tells it of a call that was handed over without a word', async () => {
      client.put('call.transferred', talking(), call(), segment());
      await wait();
      expect(names()).to.deep.equal(['callback-opened', 'callback-answered']);
    });

    it('tells the sender nothing of it but its end', async () => {
      client.put('offer.accepted', talking(), call(), segment());
      await wait();
      heard = [];
      client.put('call.transferred', next(talking({ ownerId: 'ben' })), segment({ state: 'open' }));
      client.records = client.records.filter(({ kind }) => kind !== 'call');
      await wait();
      client.put('call.escalated', next(next(talking({ ownerId: 'ben', escalatedAt: instant() }))));
      await wait();
      client.put(
        'interaction.dialed',
        next(next(next(talking({ ownerId: 'ben', state: 'dialing', callId: 'call-2' })))),
      );
      await wait();
      client.put('segment.submitted', next(segment(), { state: 'submitted', closesWhenCallEnds: true }));
      await wait();
      expect(names()).to.deep.equal([]);
      const closed = talking({ ownerId: 'ben', state: 'closed', version: 9 });
      client.put('interaction.closed', closed);
      await wait();
      expect(names()).to.deep.equal(['callback-closed']);
    });

    it('tells what was handed over during a gap', async () => {
      client.put('call.consult_answered', talking({ ownerId: 'ben' }), call());
      await wait();
      client.records = [agent(), next(talking()), next(call())];
      client.reset();
      await wait(600);
      expect(names()).to.deep.equal(['callback-opened', 'callback-answered']);
    });
  });

  it('tells each outcome of a transfer by its name, and no other notice', async () => {
    for (const type of [
      'transfer_accepted',
      'transfer_declined',
      'transfer_timed_out',
      'transfer_failed',
      'transfer_cancelled',
      'blind_not_accepted',
      'customer_canceled',
    ] as const) {
      client.put('notice.posted', notice(type));
      await wait();
      client.put('changed', next(notice(type)));
      await wait();
    }
    expect(names()).to.deep.equal(Array(5).fill('callback-transfer-ended'));
    expect(heard.flatMap(({ detail }) => (detail as { outcome?: string }).outcome ?? [])).to.deep.equal([
      'accepted',
      'declined',
      'timed_out',
      'failed',
      'cancelled',
    ]);
  });

  it('tells what happened during a gap, from the snapshot after it', async () => {
    client.put('offer.accepted', interaction());
    await wait();
    client.records = [agent(), next(interaction(), { state: 'closed', closedAt: instant() })];
    client.reset();
    await wait(600);
    expect(names()).to.deep.equal(['callback-opened', 'callback-closed']);
  });

  it('reconnects by itself, and says so once it takes a while', async () => {
    client.refused = 'unavailable';
    client.cut();
    await wait(100);
    expect(connections()).to.deep.equal(['live', 'reconnecting']);
    expect(status()).to.equal('');
    await wait(600);
    expect(status()).to.contain('Connection lost');
    await expect(provider).to.be.accessible();
    client.refused = null;
    provider.retry();
    await wait(100);
    expect(connections().at(-1)).to.equal('live');
    expect(status()).to.equal('');
    await wait(200);
    expect(document.getElementById('cbk-polite')?.shadowRoot?.textContent).to.contain('Connected again');
  });

  it('says that the session expired, and goes on when it is asked to', async () => {
    client.refused = 'session_expired';
    client.cut();
    await wait(400);
    expect(names()).to.deep.equal(['callback-session-expired']);
    expect(status()).to.contain('Session expired');
    client.refused = null;
    provider.shadowRoot!.querySelector('button')!.click();
    await wait(100);
    expect(connections().at(-1)).to.equal('live');
  });

  it('survives a move, and stops when it leaves', async () => {
    const place = document.createElement('div');
    document.body.append(place);
    place.append(provider);
    await wait();
    expect(client.snapshots).to.equal(1);
    expect(connections()).to.deep.equal(['live']);
    client.put('offer.offered', offer());
    await wait();
    expect(names()).to.deep.equal(['callback-offered']);
    place.remove();
    await wait();
    expect(client.streams).to.equal(0);
    document.body.append(provider);
    await wait();
    expect(client.snapshots).to.equal(2);
    expect(connections().at(-1)).to.equal('live');
  });

  it('leaves nothing behind after 50 times', async () => {
    provider.remove();
    await wait();
    for (let i = 0; i < 50; i += 1) {
      document.body.append(provider);
      if (i % 2) await wait(1);
      provider.remove();
      if (i % 3) await wait(1);
    }
    await wait();
    expect(client.streams).to.equal(0);
  });

  it('takes the token from the host, for the provider at src', async () => {
    const asked: string[] = [];
    const own = document.createElement('callback-provider');
    own.src = 'https://provider.example/base/';
    own.fetch = (input, init) => {
      asked.push(`${input as string} ${new Headers(init?.headers).get('authorization') ?? ''}`);
      return Promise.resolve(new Response('{}', { status: 503 }));
    };
    own.getToken = () => 'secret';
    document.body.append(own);
    await wait();
    own.remove();
    expect(asked[0]).to.equal('https://provider.example/base/api/session Bearer secret');
  });

  it('is found by elements that were there before', async () => {
    class TestEarly extends CallbackElement {
      static override readonly tag = 'test-early';
      get found() {
        return this.session;
      }
    }
    TestEarly.define();
    const place: HTMLElement & Partial<Pick<CallbackProvider, 'session'>> =
      document.createElement('late-provider');
    const early = new TestEarly();
    place.append(early);
    document.body.append(place);
    await wait();
    expect(early.found).to.equal(null);
    (customElements.get('callback-provider') as unknown as typeof CallbackElement).define('late-provider');
    await wait();
    expect(early.found).to.equal(place.session);
    place.remove();
  });
});

describe('callback-provider', () => {
  const draw = async (client: FakeClient, time: number) => {
    const provider = await fixture<CallbackProvider>(
      html`<callback-provider .client=${client}></callback-provider>`,
    );
    await wait(time);
    return provider;
  };
  isAsDocumented({
    tag: 'callback-provider',
    // A moment without a connection is not worth words.
    fixtures: each(fixtures, (make, name) => draw(make(), name === 'lost' ? 700 : 20)),
    uses: [
      async () => {
        const client = new FakeClient();
        await draw(client, 20);
        const one = interaction();
        const dialing = next(one, { state: 'dialing', callId: 'call-1' });
        const talking = next(dialing, { state: 'in_call', escalatedAt: instant() });
        for (const records of [
          [offer()],
          [one],
          [dialing, call({ answeredAt: null })],
          [talking, next(call())],
          [next(talking, { state: 'closed' })],
          [notice('transfer_accepted')],
        ]) {
          client.put('changed', ...records);
          await wait();
        }
      },
    ],
  });
});
