// Types of openstack-image-v1: written by openapi-typescript from its contract, do not edit.

export interface paths {
    "/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an image
         * @description Tells the image service of an image for virtual machines.
         */
        post: operations["createImage"];
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
        /** @description What is to be known of an image. */
        ImageCreate: {
            /** @description What the image is called. Several images of one service may have the same name, as nobody can know what others have called images of their own. */
            name: string;
            /**
             * @description How the disk of the virtual machine is laid out. Each vendor of virtual appliances has a layout of its own.
             * @enum {string}
             */
            disk_format: "aki" | "ami" | "ari" | "iso" | "qcow2" | "raw" | "vhd" | "vdi" | "vmdk";
            /**
             * @description The format of the file around the disk, which may tell more of the machine. With bare there is no such file, and the image is data without structure.
             * @enum {string}
             */
            container_format: "aki" | "ami" | "ari" | "bare" | "docker" | "ova" | "ovf";
        };
        /** @description Where the image is found. */
        ImageLocation: {
            /**
             * Format: iri-reference
             * @description The URI of the image; may be relative.
             */
            location: string;
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
    createImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageCreate"];
            };
        };
        responses: {
            /** @description Where the image is found. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageLocation"];
                };
            };
        };
    };
}
