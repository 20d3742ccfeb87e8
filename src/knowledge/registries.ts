/**
 * Registries that `gcloud auth configure-docker` and `docker-credential-gcr configure-docker` sign in to where none is named. From
 * https://cloud.google.com/sdk/gcloud/reference/auth/configure-docker, which names some; the list is that of
 * https://cloud.google.com/sdk/gcloud/reference/docker. Read November 2026.
 */
export const GOOGLE_REGISTRIES: readonly string[] = [
  'gcr.io',
  'us.gcr.io',
  'eu.gcr.io',
  'asia.gcr.io',
  'staging-k8s.gcr.io',
  'marketplace.gcr.io',
];

/** https://docs.digitalocean.com/reference/doctl/reference/registry/login/ */
export const DIGITALOCEAN_REGISTRY = 'registry.digitalocean.com';

/** https://devcenter.heroku.com/articles/container-registry-and-runtime */
export const HEROKU_REGISTRY = 'registry.heroku.com';

/** A registry of Azure is `NAME.azurecr.io`: https://learn.microsoft.com/azure/container-registry/container-registry-authentication */
export const AZURE_REGISTRY_DOMAIN = '.azurecr.io';

/**
 * Registries of the job itself or of a private network, which another machine on the internet does not reach: `localhost:5000`, `registry:5000`
 * (names without a dot), the addresses of RFC 1918 and names that no public server answers for.
 */
export function isPrivateRegistry(registry: string): boolean {
  const host = registry.replace(/:\d+$/, '');
  if (!host.includes('.')) return host === 'localhost' || host !== registry;
  return /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$)|\.(?:local|localhost|internal|lan|svc)$/.test(host);
}

/** Registries that may take images without a sign-in: private ones, what is no name of a host, and https://ttl.sh, which keeps all for a day. */
export function isLocalRegistry(registry: string): boolean {
  return isPrivateRegistry(registry) || !registry.includes('.') || registry === 'ttl.sh';
}
