import { CallbackVoiceControl } from './callback-voice-control.ts';

CallbackVoiceControl.define();
