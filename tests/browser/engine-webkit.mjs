import { checks } from './checks.mjs';

checks('webkit');
