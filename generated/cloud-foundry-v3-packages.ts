// Types of cloud-foundry-v3-packages: written by openapi-typescript from its contract, do not edit.

export interface paths {
    "/v3/apps/{guid}/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a package
         * @description Makes a new package for an app.
         */
        post: operations["createPackage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a package is to be made from. */
        PackageCreate: {
            /**
             * @description Whether the package is made from uploaded bits or from a docker image.
             * @enum {string}
             */
            type: "bits" | "docker";
            data?: components["schemas"]["PackageCreateData"];
        };
        /** @description What a docker package is made from; a bits package may leave it empty. */
        PackageCreateData: {
            /** @description Where the docker image is found. */
            image?: string;
            credentials?: components["schemas"]["Credentials"];
            /**
             * @description Whether the back end keeps a copy of the image.
             * @default false
             */
            store_image?: boolean;
        };
        /** @description What a private registry asks for. */
        Credentials: {
            user?: string;
            /** Format: password */
            password?: string;
            email?: string;
            login_server?: string;
        };
        /** @description A package, as it stands once it was created. */
        Package: {
            /**
             * Format: uuid
             * @description The guid of the package.
             */
            guid: string;
            /**
             * @description The type that was asked for.
             * @enum {string}
             */
            type: "bits" | "docker";
            data: components["schemas"]["PackageData"];
            /** @description How far the package has come. */
            state: string;
            /**
             * Format: date-time
             * @description When the package was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the package was last changed; null for one that never was.
             */
            updated_at: string | null;
            /** @description Where the package and its app are found. */
            links: {
                self: {
                    /** Format: uri-reference */
                    href: string;
                };
                app: {
                    /** Format: uri-reference */
                    href: string;
                };
            };
        };
        /** @description What is known of the package's contents. */
        PackageData: {
            hash: {
                type: string;
                value: string | null;
            };
            error: string | null;
            image?: string;
            credentials?: components["schemas"]["Credentials"];
            store_image?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createPackage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Printed with nothing in it; may be left out. */
                Cookie?: string;
            };
            path: {
                /** @description The guid of the app that the package is for. */
                guid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["PackageCreate"];
                "application/json": components["schemas"]["PackageCreate"];
            };
        };
        responses: {
            /** @description The package was created. */
            201: {
                headers: {
                    /** @description The id under which the server logged the request. */
                    "X-VCAP-Request-ID": string;
                    /** @description Tells browsers not to guess the media type. */
                    "X-Content-Type-Options": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Package"];
                };
            };
        };
    };
}
