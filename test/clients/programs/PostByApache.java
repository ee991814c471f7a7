import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

public class PostByApache {
    public static void main(String[] args) throws Exception {
        var post = new HttpPost(args[0]);
        post.setEntity(new StringEntity(args[1], ContentType.APPLICATION_JSON));
        System.out.println(EntityUtils.toString(HttpClients.createDefault().execute(post).getEntity(), "UTF-8"));
    }
}
