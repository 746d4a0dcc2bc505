// Registers every element of the kit.
import './awa-inbox-card/define.ts';
import './callback-actions/define.ts';
import './callback-active-call/define.ts';
import './callback-call-transfer/define.ts';
import './callback-context-card/define.ts';
import './callback-dialpad/define.ts';
import './callback-inbox/define.ts';
import './callback-list/define.ts';
import './callback-presence/define.ts';
import './callback-provider/define.ts';
import './callback-shortcuts/define.ts';
import './callback-voice-control/define.ts';
import './callback-workspace/define.ts';
import './transfer-callback/define.ts';
import './wrap-up-modal/define.ts';
