import { CallbackContextCard } from './callback-context-card.ts';

CallbackContextCard.define();
