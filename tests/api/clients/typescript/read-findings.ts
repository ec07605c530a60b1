// Reads all findings page by page by the generated client, and prints each as JSON: what a user would write.
import { client } from './client/client.gen.js';
import { listFindings } from './client/index.js';

const [address, limit] = process.argv.slice(2);
client.setConfig({ baseUrl: address, auth: () => process.env.BRUG_KEY });

let cursor: string | undefined;
do {
    const { data } = await listFindings({
        query: { sort: 'first_visible', limit: Number(limit), cursor },
        throwOnError: true,
    });
    for (const finding of data.items) {
        console.log(JSON.stringify(finding));
    }
    cursor = data.next_cursor ?? undefined;
} while (cursor !== undefined);
