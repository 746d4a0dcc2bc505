// Registers every element of the kit.
import './awa-inbox-card/define.ts';
