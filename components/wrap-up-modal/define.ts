import { WrapUpModal } from './wrap-up-modal.ts';

WrapUpModal.define();
