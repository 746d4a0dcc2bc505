import { AwaInboxCard } from './awa-inbox-card.ts';

AwaInboxCard.define();
