import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * MongoDB's wire protocol on one file, for tests: MongoNode PORT FILE [KEYSTORE PASSWORD].
 * With a key store (PKCS12, alias "server") it speaks TLS alone.
 */
public class MongoNode {
  private static final Set<String> WRITES = Set.of(
      "insert", "update", "delete", "findAndModify", "findandmodify",
      "create", "createIndexes", "drop", "dropDatabase", "dropIndexes");

  public static void main(String[] args) throws Exception {
    MongoServer server = new MongoServer(durable(args[1]));
    server.enableOplog();
    if (args.length > 2) enableTls(server, args[2], args[3].toCharArray());
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    Thread.currentThread().join();
  }

  /** Commits before it answers: H2 alone does so once a second, and kill -9 then loses acknowledged writes. */
  private static H2Backend durable(String file) {
    H2Backend backend = new H2Backend(file) {
      @Override public Document handleMessage(MongoMessage message) {
        Document reply = super.handleMessage(message);
        if (WRITES.contains(message.getDocument().keySet().iterator().next())) commit();
        return reply;
      }
    };
    backend.version(new WireVersion9());
    return backend;
  }

  private static void enableTls(MongoServer server, String file, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(file)) {
      store.load(in, password);
    }
    Certificate[] chain = store.getCertificateChain("server");
    X509Certificate[] known = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
    server.enableSsl((PrivateKey) store.getKey("server", password), null, known);
  }

  /** The driver refuses servers below wire version 9. */
  private static class WireVersion9 implements MongoVersion {
    @Override public List<Integer> getVersionArray() { return List.of(5, 0, 0, 0); }
    @Override public int getWireVersion() { return 9; }
  }
}
