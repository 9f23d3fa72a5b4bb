package zoodip.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be set about the gateway. */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {
  Fold fold();

  Calls calls();

  PhotoUploads photos();

  ConceptLimits concepts();

  Watches watches();

  Streams streams();

  Archive archive();

  Paging pages();

  Inference inference();

  Scaling scaling();

  Tokens tokens();

  ApiKeys apiKeys();

  Audit audit();

  /** The fold of job events. */
  interface Fold {
    /** Names the fold and its transactions; the replicas of one gateway share it. */
    @WithDefault("job-fold")
    String applicationId();

    @WithDefault("MEMORY")
    StoreKind store();

    /**
     * For the persistent store, made readable and writable for its owner alone; one folder a
     * process. It can be made again from Kafka.
     */
    @WithDefault("${xdg.cache.home:${user.home}/.cache}/zoodip/gateway")
    Path stateDir();

    /** How long a folded event may wait for its transaction's commit. */
    @WithDefault("PT0.05S")
    Duration commitInterval();

    /** How soon a dead replica's share of the events goes to another one. */
    @WithDefault("PT10S")
    Duration sessionTimeout();

    /** Failures of a thread within ten minutes that are mended; one more ends the process. */
    @WithDefault("5")
    int threadRestarts();

    /**
     * Copies of the state that other replicas keep, to take over at once; needs as many more
     * replicas, and as much memory or disk in each.
     */
    @WithDefault("1")
    int standbys();

    /**
     * Where this replica runs (a zone, a rack): standbys go to other ones. All replicas of a
     * gateway have this or none.
     */
    Optional<String> rack();

    /**
     * Writes a job's whole record at each commit, so that gateways which know nothing else read the
     * state: for the time in which such gateways run beside this one.
     */
    @WithDefault("false")
    boolean wholeRecords();
  }

  /** Where the records that the next events are folded into are kept; a changelog has them too. */
  enum StoreKind {
    MEMORY,
    /** RocksDB under the state folder: for more jobs than memory holds, and quick restarts. */
    PERSISTENT
  }

  /** Calls that change something. */
  interface Calls {
    /**
     * How long an answer waits until the change is visible, unless the caller's deadline is
     * earlier.
     */
    @WithDefault("PT10S")
    Duration applyTimeout();

    /** How long a gateway that stops waits for calls that are being answered. */
    @WithDefault("PT10S")
    Duration drainTimeout();
  }

  /** What is accepted as a photo. */
  interface PhotoUploads {
    /** Photos of one subject. */
    @WithDefault("64")
    int maxCount();

    @WithDefault("33554432")
    long maxBytes();

    /** Width times height; what memory they take, zoodip.images.decoding.PhotoLimits tells. */
    @WithDefault("200000000")
    long maxPixels();

    /** Pixels of the shorter side. */
    @WithDefault("16")
    int minSide();

    /**
     * Where the photos of an upload wait for its end: a folder for nothing else. What a killed
     * process left there is deleted when the next one starts.
     */
    @WithDefault("${java.io.tmpdir}/zoodip-arrivals-${user.name}")
    Path arrivalsFolder();

    /**
     * Photos that are decoded at the same time to see that they are whole; each keeps a core busy.
     */
    @WithDefault("2")
    int concurrentChecks();
  }

  /** Concepts as files. */
  interface ConceptLimits {
    /** Vectors of an imported embedding for each text encoder; a prompt has room for 75. */
    @WithDefault("75")
    int maxVectors();

    /** Journals that are replayed at the same time; each keeps a core busy. */
    @WithDefault("2")
    int concurrentVerifications();
  }

  /** Streams of a job's changes. */
  interface Watches {
    /** Time between signs of life while nothing changes. */
    @WithDefault("PT15S")
    Duration heartbeat();
  }

  /** Streams of files and photos. */
  interface Streams {
    /** How long a caller may neither read what is sent to it nor send what is awaited of it. */
    @WithDefault("PT1M")
    Duration stallTimeout();
  }

  /** Jobs that have ended. */
  interface Archive {
    /**
     * Whether what may be large of an ended job goes to the object store and leaves its record; not
     * while gateways run that know only whole records.
     */
    @WithDefault("true")
    boolean enabled();

    /** Time between looks for jobs that have ended. */
    @WithDefault("PT1S")
    Duration interval();

    /** Jobs that are archived, or removed, at the same time. */
    @WithDefault("4")
    int concurrency();

    /** How long an ended job is kept; then its files go, and it after them. Unset: for ever. */
    Optional<Duration> retention();

    /** Time between looks for jobs that were kept long enough. */
    @WithDefault("PT1M")
    Duration sweepInterval();

    /** Jobs that one such look removes at most. */
    @WithDefault("1000")
    int sweepSize();
  }

  /** Lists. */
  interface Paging {
    /** Items of a page if the caller does not say. */
    @WithDefault("50")
    int defaultSize();

    /**
     * Authenticates page tokens; the same in every replica. They show nothing that a list does not,
     * so the default does where nobody is to be kept from making their own.
     */
    @WithDefault("zoodip")
    String tokenKey();
  }

  /** Where images are generated. */
  interface Inference {
    /** A gRPC target: host:port, or dns:///name:port of several nodes. */
    @WithDefault("localhost:9003")
    String target();

    /** How long a call waits for a node that it can reach. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** Silence after which a node is asked whether it is still there; ten seconds at least. */
    @WithDefault("PT20S")
    Duration keepAlive();

    /** How long a node that is there may say nothing before its call ends. */
    @WithDefault("PT10M")
    Duration stallTimeout();

    /** The largest image that is taken. */
    @WithName("max-picture-bytes")
    @WithDefault("134217728")
    int maxImageBytes();
  }

  /** What KEDA is told. */
  interface Scaling {
    /** Time between signs of life of a stream while nothing changes. */
    @WithDefault("PT15S")
    Duration heartbeat();

    /**
     * Time between looks at whether a stream's replicas have something to do, where that is not
     * told at once: nodes of inference are asked.
     */
    @WithDefault("PT2S")
    Duration interval();

    /** What an image is taken to need on one node while no node has generated one. */
    @WithDefault("PT10S")
    Duration imageTime();

    /**
     * For how long a generation that no node could be reached for counts as wanted; longer than
     * KEDA's pollingInterval times the number of gateways, since each knows its own callers.
     */
    @WithDefault("PT1M")
    Duration unservedTime();
  }

  /** Tokens of an OpenID Connect provider, where callers are asked who they are. */
  interface Tokens {
    /** The provider, as the claim {@code iss} names it. Unset: no tokens are taken. */
    Optional<String> issuer();

    /** Whom tokens are for, as the claim {@code aud} names this installation: one of these. */
    Optional<List<String>> audiences();

    /** Where the provider's public keys are: the jwks_uri of its configuration. */
    Optional<String> jwks();

    /**
     * Whether keys may be fetched by http from other machines, which who is on the way can forge.
     */
    @WithDefault("false")
    boolean jwksPlaintext();

    /**
     * How often keys are fetched anew, whatever the provider says of caching; one that is unknown
     * is fetched at once. One that the provider withdraws is trusted so long, or, while it cannot
     * be reached, for a day at most.
     */
    @WithDefault("PT10M")
    Duration jwksRefresh();

    /** How far the provider's clock may be from this one. */
    @WithDefault("PT30S")
    Duration clockSkew();

    /** The claim with the tenant's id; / leads into claims of claims. */
    @WithDefault("tenant")
    String tenantClaim();

    /** The claim with the role: viewer, member, admin, or a list with one. */
    @WithDefault("role")
    String roleClaim();

    /** What the claim with the role says of services of this installation. Unset: of none. */
    Optional<String> serviceRole();

    /**
     * What the claim with the role says of system admins, who may do everything for every tenant.
     * Unset: of none.
     */
    Optional<String> systemAdminRole();

    /**
     * The claim that limits a token to scopes, in a list or with blanks between. Unset: none does.
     */
    Optional<String> scopeClaim();
  }

  /** API keys. */
  interface ApiKeys {
    /** Of a tenant, at most. */
    @WithDefault("100")
    int maxCount();

    /** How often it is noted that a key is used. */
    @WithDefault("PT1M")
    Duration useInterval();

    /** How often facts about keys and secrets that have ended are taken back. */
    @WithDefault("PT1H")
    Duration sweepInterval();

    /**
     * How old what is known of keys may be: a gateway that could not ask Kafka for so long may have
     * missed that one was revoked, is not ready, and answers whoever shows one with
     * BACKEND_UNAVAILABLE.
     */
    @WithDefault("PT30S")
    Duration staleLimit();
  }

  /** The audit log. */
  interface Audit {
    /** Whether calls are noted: those that change something, and those that were refused. */
    @WithDefault("true")
    boolean enabled();

    /** Whether calls that only read are noted, too. */
    @WithDefault("false")
    boolean reads();
  }
}
