/** Unleash as its own documentation starts it. */
const unleash = require('unleash-server');

unleash.start({
  db: {
    host: '127.0.0.1',
    port: Number(process.env.DATABASE_PORT),
    user: 'postgres',
    password: '',
    database: 'unleash',
    ssl: false,
  },
  server: { host: '127.0.0.1', port: Number(process.env.PORT), unleashUrl: `http://127.0.0.1:${process.env.PORT}` },
  enableOAS: true,
  checkVersion: false,
  telemetry: false,
  // A run creates more users in a minute than a person would.
  rateLimiting: { createUserMaxPerMinute: 10000, simpleLoginMaxPerMinute: 10000, passwordResetMaxPerMinute: 10000 },
});
