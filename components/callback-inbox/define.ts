import '../awa-inbox-card/define.ts';
import { CallbackInbox } from './callback-inbox.ts';

CallbackInbox.define();
