import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

public class PostByApache5 {
    public static void main(String[] args) throws Exception {
        var post = new HttpPost(args[0]);
        post.setEntity(new StringEntity(args[1], ContentType.APPLICATION_JSON));
        HttpClientResponseHandler<String> read = response -> EntityUtils.toString(response.getEntity(), "UTF-8");
        System.out.println(HttpClients.createDefault().execute(post, read));
    }
}
