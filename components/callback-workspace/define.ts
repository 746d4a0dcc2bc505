import '../callback-actions/define.ts';
import '../callback-active-call/define.ts';
import '../callback-context-card/define.ts';
import '../callback-inbox/define.ts';
import '../callback-list/define.ts';
import '../callback-presence/define.ts';
import '../callback-shortcuts/define.ts';
import '../callback-voice-control/define.ts';
import '../wrap-up-modal/define.ts';
import { CallbackWorkspace } from './callback-workspace.ts';

CallbackWorkspace.define();
