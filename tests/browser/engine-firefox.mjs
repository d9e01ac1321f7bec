import { checks } from './checks.mjs';

checks('firefox');
