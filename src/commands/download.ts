import { flattened, isWritten, slice } from '../model/csv.js';
import type { Command, Download, PlannedStep } from '../model/step.js';
import { concatenated, known, literal, unknownValue, type Value } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { credentialsAt, fieldsOf } from './fields.js';
import { type Arguments, flagTable, parseFlags } from './flags.js';

/** https://curl.se/docs/manpage.html (curl 7.88 and 8.x) */
const CURL = flagTable({
  value: `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert/E cert-type ciphers config/K connect-timeout connect-to continue-at/C
    cookie/b cookie-jar/c create-file-mode crlfile curves data/d data-ascii data-binary data-raw data-urlencode delegation dns-interface
    dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header/D ech egd-file engine etag-compare etag-save expect100-timeout form/F
    form-string ftp-account ftp-alternative-to-user ftp-method ftp-port/P ftp-ssl-ccc-mode haproxy-clientip happy-eyeballs-timeout-ms
    header/H hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-time key key-type krb libcurl limit-rate
    local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time/m netrc-file noproxy oauth2-bearer output/o
    output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy/x proxy-cacert proxy-capath proxy-cert
    proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name
    proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user/U proxy1.0 pubkey quote/Q random-file range/r rate
    referer/e request/X request-target resolve retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5
    socks5-gssapi-service socks5-hostname speed-limit/Y speed-time/y stderr telnet-option/t tftp-blksize time-cond/z tls-max
    tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file/T url url-query user/u
    user-agent/A variable vlan-priority write-out/w`,
  alone: `anyauth append/a basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest disable/q disable-eprt disable-epsv
    disallow-username-in-url doh-cert-status doh-insecure fail/f fail-early fail-with-body false-start form-escape ftp-create-dirs
    ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control get/G globoff/g haproxy-protocol head/I http0.9 http1.0/0 http1.1 http2
    http2-prior-knowledge http3 http3-only ignore-content-length include/i insecure/k ipv4/4 ipv6/6 junk-session-cookies/j list-only/l
    location/L location-trusted mail-rcpt-allowfails manual/M metalink negotiate netrc/n netrc-optional next/: no-alpn no-buffer/N
    no-clobber no-keepalive no-npn no-progress-meter no-sessionid ntlm ntlm-wb parallel/Z parallel-immediate path-as-is post301 post302
    post303 progress-bar/# proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm
    proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel/p raw remote-header-name/J remote-name/O remote-name-all
    remote-time/R remove-on-error retry-all-errors retry-connrefused sasl-ir show-error/S silent/s skip-existing socks5-basic
    socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2/2
    sslv3/3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options tlsv1/1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3
    tr-encoding trace-ids trace-time use-ascii/B verbose/v version/V xattr help/h`,
});

/** https://www.gnu.org/software/wget/manual/wget.html (1.21), and busybox's few */
const WGET = flagTable({
  value: `execute/e output-file/o append-output/a report-speed input-file/i base/B config rejected-log tries/t retry-on-http-error
    output-document/O start-pos progress timeout/T dns-timeout connect-timeout read-timeout wait/w waitretry quota/Q bind-address
    limit-rate restrict-file-names prefer-family user password use-askpass local-encoding remote-encoding directory-prefix/P cut-dirs
    http-user http-password default-page header compression proxy-user proxy-password proxy/Y referer user-agent/U load-cookies save-cookies
    post-data post-file method body-data body-file secure-protocol certificate certificate-type private-key private-key-type
    ca-certificate ca-directory crl-file pinnedpubkey ciphers ftp-user ftp-password max-redirect hsts-file level/l accept/A reject/R
    accept-regex reject-regex regex-type domains/D exclude-domains follow-tags ignore-tags include-directories/I exclude-directories/X`,
  alone: `version/V help/h background/b debug/d quiet/q verbose/v no-verbose force-html/F no-config retry-connrefused no-clobber no-netrc
    continue/c show-progress timestamping/N server-response/S spider random-wait no-proxy no-dns-cache inet4-only/4 inet6-only/6
    ask-password no-iri unlink xattr no-directories force-directories/x protocol-directories no-host-directories no-cache
    adjust-extension/E ignore-length save-headers no-http-keep-alive no-cookies keep-session-cookies content-disposition
    content-on-error auth-no-challenge https-only no-check-certificate no-hsts recursive/r delete-after convert-links/k
    backup-converted/K mirror/m page-requisites/p strict-comments follow-ftp span-hosts/H relative/L no-parent trust-server-names`,
});

/** `curl`: a step for each URL, each with the `-o` or `-O` that belongs to it. */
export const curl: CommandReader = {
  read(command) {
    const args = parseFlags(command.words.slice(1), CURL);
    if (args.has('help') || args.has('version')) return undefined;
    const urls = [...args.all('url').map(setting => setting.value), ...args.positionals];
    const targets = args.all('output').map(setting => setting.value);
    const byName = args.has('remote-name') || args.has('remote-name-all');
    return steps(command, urls, (url, index) => {
      const file = targets[index] ?? (byName && url ? baseName(url) : undefined);
      const folder = args.last('output-dir')?.value;
      return {
        program: 'curl',
        to: file && folder ? inFolder(folder, file) : file,
        failsOnError: args.has('fail') || args.has('fail-with-body'),
        makesDirectories: args.has('create-dirs'),
        headers: args.all('header').map(setting => setting.value),
      };
    });
  },
};

/** `wget`: into a file of the URL's name unless `-O` says otherwise; an HTTP error makes it fail. */
export const wget: CommandReader = {
  read(command) {
    const args = parseFlags(wordsOfWget(command), WGET);
    if (args.has('help') || args.has('version') || args.has('spider')) return undefined;
    return steps(command, args.positionals, url => ({
      program: 'wget',
      to: wgetTarget(args, url),
      failsOnError: true,
      makesDirectories: args.has('directory-prefix'),
      headers: args.all('header').map(setting => setting.value),
    }));
  },
};

/** `-nv`, `-nc` … are flags of two letters in wget. */
function wordsOfWget(command: Command): readonly Value[] {
  return command.words.slice(1).filter(word => !/^-n[vcdHp]$/.test(flattened(word)));
}

function wgetTarget(args: Arguments, url: Value | undefined): Value | undefined {
  const file = args.last('output-document')?.value;
  if (file !== undefined) return file;
  if (url === undefined) return undefined;
  const folder = args.last('directory-prefix')?.value;
  return folder ? inFolder(folder, baseName(url)) : baseName(url);
}

type Parts = Pick<Download, 'program' | 'failsOnError' | 'makesDirectories' | 'headers'> & { readonly to: Value | undefined };

function steps(
  command: Command,
  urls: readonly Value[],
  partsOf: (url: Value | undefined, index: number) => Parts,
): readonly PlannedStep[] {
  const wanted = urls.length === 0 ? [undefined] : urls;
  return wanted.flatMap((url, index) => {
    const { to, ...parts } = partsOf(url, index);
    // `-o -` and `-O -` are standard output, which a redirection may send to a file
    const target = to === undefined || known(to) === '-' ? command.stdout : to;
    const step: Download = { kind: 'download', ...fieldsOf(command), ...parts, ...(url && { url }), ...(target && { to: target }) };
    return [step, ...(target ? credentialsAt(command, target) : [])];
  });
}

/** The last part of a URL's path, which is the name of the file it is saved to. */
function baseName(url: Value): Value {
  const text = flattened(url);
  const end = /[?#]/.exec(text)?.index ?? text.length;
  const slash = text.lastIndexOf('/', end - 1);
  // A variable at the end may hold slashes of its own: `$BASE_URL`
  if (slash === -1) return isWritten(text) ? slice(url, 0, end) : unknownValue(url.span);
  return slice(url, slash + 1, end);
}

export function inFolder(folder: Value, file: Value): Value {
  const slash = flattened(folder).endsWith('/') ? [] : [literal('/', { ...folder.span, start: folder.span.end })];
  return concatenated([folder, ...slash, file], folder.span);
}
