// An OpenID Connect provider with two users and two programs, at a port of this machine: node provider.js PORT REDIRECT SECRET
// Whoever names a user is signed in as that user. It ends when its standard input does.
import Provider from 'oidc-provider';

const [port, redirect, secret] = process.argv.slice(2);
const roles = { ann: ['fleet-reader', 'fleet-submitter'], bob: ['gardener'], robot: ['fleet-reader'], mower: ['gardener'] };
const program = (id) => ({
  client_id: id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { client_id: 'mas', client_secret: secret, redirect_uris: [redirect], response_types: ['code'] },
    program('robot'), program('mower'),
  ],
  claims: { openid: ['sub'], profile: ['name', 'roles'] },
  cookies: { keys: ['only', 'tests'] },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, audience) => ({ audience, scope: '', accessTokenFormat: 'jwt', accessTokenTTL: 600 }),
    },
  },
  extraTokenClaims: (_, token) => ({ roles: roles[token.clientId] ?? [] }),
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `${id} of the provider`, roles: roles[id] ?? [] }),
  }),
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
process.stdin.on('end', () => process.exit(0)).resume();
