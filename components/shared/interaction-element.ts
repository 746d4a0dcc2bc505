import type { CSSResultGroup, PropertyDeclarations } from 'lit';
import type { InteractionRecord } from '../../contract/records.ts';
import type { StoreHandle } from '../../client/handle.ts';
import { CallbackElement } from './element.ts';
import { more } from './styles/more.ts';

const over = ['offered', 'closed', 'released'];

/** Accepted, and not over. */
export const isOpen = ({ state }: InteractionRecord): boolean => !over.includes(state);

/**
 * The interaction with this id; without one the open one that was accepted last. What is another's is here as long as
 * the agent has a part in it.
 */
export const openInteraction = (store: StoreHandle, id?: string | null): InteractionRecord | undefined =>
  id
    ? store.get('interaction', id)
    : store
        .all('interaction')
        .filter(isOpen)
        .reduce<InteractionRecord | undefined>(
          (last, one) => ((last?.acceptedAt ?? '') > (one.acceptedAt ?? '') ? last : one),
          undefined,
        );

/** An element about one interaction. */
export abstract class InteractionElement extends CallbackElement {
  static override styles: CSSResultGroup = [CallbackElement.styles, more];
  static override properties: PropertyDeclarations = {
    interactionId: { attribute: 'interaction-id' },
    interaction: { attribute: false },
  };

  /** Picks one of several interactions; without it, the open one. */
  interactionId: string | null = null;
  /** The record, where no provider gives it. */
  interaction: InteractionRecord | null = null;

  #selected = this.select((store) => openInteraction(store, this.interactionId));

  /** The interaction to show. */
  protected get current(): InteractionRecord | undefined {
    return this.interaction ?? this.#selected();
  }
}
