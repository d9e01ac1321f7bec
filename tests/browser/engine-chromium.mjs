import { checks } from './checks.mjs';

checks('chromium');
