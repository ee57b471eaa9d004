import { config } from 'zod/mini';

// The page's policy forbids code made from text. Imported before any schema is, so that none tries.
config({ jitless: true });
