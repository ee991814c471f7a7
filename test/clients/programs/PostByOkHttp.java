import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

public class PostByOkHttp {
    public static void main(String[] args) throws Exception {
        var body = RequestBody.create(MediaType.parse("application/json"), args[1]);
        var request = new Request.Builder().url(args[0]).post(body).build();
        System.out.println(new OkHttpClient().newCall(request).execute().body().string());
        System.exit(0);
    }
}
