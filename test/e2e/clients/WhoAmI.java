import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Properties;

/** Asks who it is through pgJDBC: the URL as argument, user and password from the environment. */
public class WhoAmI {
  public static void main(String[] arguments) throws Exception {
    Properties login = new Properties();
    login.setProperty("user", System.getenv("WHO_USER"));
    login.setProperty("password", System.getenv("WHO_PASSWORD"));
    try (Connection connection = DriverManager.getConnection(arguments[0], login);
        ResultSet rows = connection.createStatement().executeQuery("select current_user")) {
      rows.next();
      System.out.println(rows.getString(1));
    }
  }
}
