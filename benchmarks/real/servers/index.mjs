import { directus } from './directus.mjs';
import { powerdns } from './powerdns.mjs';
import { unleash } from './unleash.mjs';

export const SERVERS = [directus, unleash, powerdns];
